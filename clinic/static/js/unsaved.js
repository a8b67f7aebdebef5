// Keeps what was typed in one form from being lost when another is sent: says where it stands, once, and then lets go.

const kept = [...document.querySelectorAll("form[data-unsaved]")];

function changed(form) {
  return [...form.elements].find((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked
      : field.tagName === "TEXTAREA" || field.type === "number" ? field.value !== field.defaultValue : false);
}

function tell(form, sent) {
  document.getElementById("unsaved")?.remove();
  const words = document.createElement("p");
  words.id = "unsaved";
  words.className = "fault";
  words.setAttribute("role", "alert");
  words.textContent = `Not saved yet: ${form.dataset.unsaved}. Save it first, or press the other button again to leave it as it was.`;
  form.append(words);
  sent.dataset.told = "yes";
  changed(form).focus();
}

document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.dataset.told) return;
  const waiting = kept.find((form) => form !== sent && changed(form));
  if (!waiting) return;
  event.preventDefault();
  tell(waiting, sent);
});
