// Keeps what was typed in one form from being lost when another is sent: says where it stands, once, and then lets go.
// The doses are saved together, whichever of them is saved.
import { hush, say, together } from "./doses.js";

const kept = [...document.querySelectorAll("form[data-unsaved]")];
const told = new WeakSet();
let busy = false;

function changed(form) {
  return [...form.elements].find((field) =>
    field.type === "checkbox" ? field.checked !== field.defaultChecked
      : field.tagName === "TEXTAREA" || field.type === "number" ? field.value !== field.defaultValue : false);
}

// What a button is called, without the marks that are not read out.
function called(button) {
  const words = button.cloneNode(true);
  for (const mark of words.querySelectorAll("[aria-hidden=true]")) mark.remove();
  return words.textContent.replace(/\s+/g, " ").trim();
}

function tell(form, button) {
  told.add(button);
  say(form, `Not saved yet: ${form.dataset.unsaved}. Save it first, or press “${called(button)}” again to leave it as it was.`, changed(form));
}

async function save(along, sent) {
  busy = true;
  try {
    await together(along, sent);
  } catch (error) {
    say(sent, error.message, sent.querySelector("input[type=number]"));
  }
  busy = false;
}

document.addEventListener("submit", (event) => {
  const sent = event.target;
  if (sent.closest("#lock")) return;
  if (busy) return event.preventDefault();
  const button = event.submitter ?? sent.querySelector("button[type=submit]");
  const waiting = kept.filter((form) => form !== sent && changed(form));
  const along = sent.matches(".dose") ? waiting.filter((form) => form.matches(".dose")) : [];
  const lost = waiting.find((form) => !along.includes(form));
  hush();
  if (lost && !told.has(button)) {
    event.preventDefault();
    tell(lost, button);
  } else if (along.length) {
    event.preventDefault();
    save(along, sent);
  }
});
