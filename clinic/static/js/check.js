// The intake form with scripts: one section at a time, keys, the live panel. Without them the form works by its buttons.
import { paging } from "./paging.js";
import { keys } from "./keys.js";
import { live } from "./live.js";
import { find } from "./find.js";
import { save } from "./save.js";
import "./body_chart.js";

const form = document.getElementById("check");
const pages = paging(form);
const unsent = (event) => event.preventDefault();
const draft = form.dataset.save ? save(form, () => window.removeEventListener("beforeunload", unsent)) : null;
const panel = live(form, () => {
  window.addEventListener("beforeunload", unsent);
  if (draft) draft.changed();
});
keys(form, panel.changed);

form.addEventListener("click", (event) => {
  const button = event.target.closest(".clear");
  if (!button) return;
  event.preventDefault();
  const holder = button.closest(".answer, .qualifiers");
  const checked = holder.querySelector("input:checked");
  if (checked) checked.checked = false;
  holder.querySelector("input").focus();
  panel.changed();
});

// The question before leaving stands only while there is something unsent: a browser that finds it there need not keep
// the page for Back.
form.addEventListener("submit", async (event) => {
  window.removeEventListener("beforeunload", unsent);
  panel.stop();
  if (!draft || form.dataset.settled) return;
  event.preventDefault();
  await draft.settled();
  await new Promise((over) => setTimeout(over));  // a form that is just being sent cannot be sent again
  form.dataset.settled = "yes";
  form.requestSubmit(event.submitter);
});
window.addEventListener("pageshow", (event) => { if (event.persisted) panel.ask(); });

for (const input of document.querySelectorAll("input[data-finds]")) find(input);

const more = document.querySelector(".panel-more");
more.addEventListener("click", () => {
  const open = more.parentElement.classList.toggle("open");
  more.setAttribute("aria-expanded", String(open));
});

const summary = document.getElementById("summary");
if (summary) summary.focus();
else if (location.hash.startsWith("#row-")) {
  const row = location.hash.slice(1);
  pages.go(row);
  window.addEventListener("load", () => setTimeout(() => pages.go(row)));  // the browser moves the focus once it has loaded
}
