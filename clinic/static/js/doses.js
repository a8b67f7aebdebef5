// Several doses were changed and one of them is being saved: the others are kept first, each under the version that
// the one before made. Where one is refused the rest is kept all the same, and its refusal is shown.

const VERSION = "input[name=version]";

// Words at a form, read out; what they are about gets the focus.
export function say(form, text, field) {
  const words = document.createElement("p");
  words.className = "fault unsaved";
  words.setAttribute("role", "alert");
  words.textContent = text;
  form.append(words);
  field.focus();
}

export function hush() {
  for (const words of document.querySelectorAll(".fault.unsaved")) words.remove();
}

export async function together(along, pressed) {
  const refused = [];
  for (const form of along) await keep(form, refused);
  if (!refused.length) return send(pressed);
  await keep(pressed, refused);
  if (refused.length === 1 || refused.some((one) => !one.words)) return send(refused[0].form);
  for (const { form, words } of refused.reverse()) say(form, `Not saved: ${words}`, form.querySelector("input[type=number]"));
}

// Saves one dose and takes over what the page then says; else notes it, with why where the page says that at the dose.
// Throws what to say where it was not looked at: there is no answer, or the page has to be unlocked first.
async function keep(form, refused) {
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
  if (!answer) throw new Error("Not saved: no answer from the program. What you typed is still here.");
  if (answer.status === 401) {
    document.dispatchEvent(new Event("plumbline:locked"));
    throw new Error("Not saved yet: give your password, then save once more.");
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const piece = page.getElementById(form.closest(".piece").id);
  const fresh = piece?.querySelector("form.dose");
  if (!answer.ok || !fresh) {
    const words = answer.status === 422 ? [...piece?.querySelectorAll(":scope > .fault") ?? []] : [];
    refused.push({ form, words: words.map((one) => one.textContent).join(" ") });
    return;
  }
  for (const place of document.querySelectorAll(VERSION)) place.value = fresh.querySelector(VERSION).value;
  form.elements.form_key.value = fresh.elements.form_key.value;
  for (const field of form.querySelectorAll("input[type=number]")) field.defaultValue = field.value;
}

function send(form) {
  HTMLFormElement.prototype.submit.call(form);
}
