// Covers the page once nobody has done anything for ten minutes. What is on it stays, and shows again after the
// password. Other scripts may send "plumbline:locked" to the document when they were not answered (status 401), and
// hear "plumbline:unlocked" when they may go on.

const TOLD_EVERY_MS = 60_000;
const HEARD_EVERY_MS = 1_000;
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "input"];

const cover = document.getElementById("lock");
const form = cover.querySelector("form");
const problem = cover.querySelector(".problem");
const code = cover.querySelector(".cover-code");
const idle = Number(cover.dataset.idleMs);
const others = new BroadcastChannel("plumbline");
const title = document.title;

let last = Date.now();
let told = last;
let heard = 0;
let timer = 0;
let covered = false;
let before = null; // what had the focus

function active() {
  const now = Date.now();
  if (covered || now - heard < HEARD_EVERY_MS) return;
  if (now - last >= idle) return look();
  heard = last = now;
  others.postMessage({ kind: "active" });
  if (now - told >= TOLD_EVERY_MS) {
    told = now;
    tell(cover.dataset.stillHere).then((answer) => { if (answer?.status === 401) close(); });
  }
}

function look() {
  clearTimeout(timer);
  if (covered) return;
  const left = last + idle - Date.now();
  if (left > 0) timer = setTimeout(look, left);
  else {
    close();
    others.postMessage({ kind: "locked" });
    tell(cover.dataset.lock);
  }
}

async function tell(address) {
  try {
    return await fetch(address, { method: "POST", body: sent(["csrf_token"]), headers: { Accept: "application/json" } });
  } catch {
    return null; // not reachable: the program locks by itself
  }
}

function sent(names) {
  return new URLSearchParams(names.map((name) => [name, form.elements[name].value]));
}

function close() {
  if (covered) return;
  covered = true;
  before = document.activeElement;
  document.documentElement.classList.add("covered");
  document.title = "Locked · Plumbline";
  say("");
  cover.showModal();
  form.elements.password.focus();
}

function open() {
  last = told = Date.now();
  if (!covered) return;
  covered = false;
  form.elements.password.value = form.elements.code.value = "";
  code.hidden = true;
  document.documentElement.classList.remove("covered");
  cover.close();
  before?.focus();
  document.title = title;
  look();
  document.dispatchEvent(new Event("plumbline:unlocked"));
}

function say(words) {
  problem.hidden = !words;
  problem.firstElementChild.textContent = words;
}

async function unlock(event) {
  event.preventDefault();
  say("");
  try {
    const fields = sent(["csrf_token", "account", "password", "code"]);
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (told.open) {
      open();
      others.postMessage({ kind: "unlocked", person: cover.dataset.person });
      return;
    }
    say(told.problem);
    if (told.code) code.hidden = false;
    (code.hidden ? form.elements.password : form.elements.code).focus();
  } catch {
    say("No answer from the program. Nothing is lost: try again in a moment.");
  }
}

others.addEventListener("message", ({ data }) => {
  if (data.kind === "active" && !covered) last = Date.now();
  if (data.kind === "locked" || (data.kind === "opened" && data.person !== cover.dataset.person)) close();
  if (data.kind === "unlocked" && data.person === cover.dataset.person) open();
});
for (const sign of SIGNS) addEventListener(sign, active, { capture: true, passive: true });
for (const back of ["focus", "pageshow"]) addEventListener(back, look);
document.addEventListener("visibilitychange", look);
document.addEventListener("plumbline:locked", close);
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-sign-out]")) others.postMessage({ kind: "locked" });
});
form.addEventListener("submit", unlock);
cover.addEventListener("cancel", (event) => event.preventDefault());
cover.addEventListener("close", () => { if (covered) cover.showModal(); });
others.postMessage({ kind: "opened", person: cover.dataset.person });
look();
