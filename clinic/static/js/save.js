// Keeps a draft on the server after each pause, one save at a time, and says when it was kept or why it was not.

const PAUSE_MS = 900;
const AGAIN_MS = 30_000;

export function save(form, kept) {
  const place = document.getElementById("saved");
  let timer = 0;
  let running = null;
  let again = false;
  let stopped = false;

  function changed() {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS);
  }

  async function send() {
    if (running) { again = true; return; }
    again = false;
    running = post();
    await running;
    running = null;
    if (again) changed();
  }

  async function post() {
    try {
      const answer = await fetch(form.dataset.save, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
        keepalive: false,
      });
      if (answer.status === 409) return refused((await answer.json()).saved);
      if (answer.status === 401) return locked();
      if (answer.status === 503) return later((await answer.json()).saved);
      if (!answer.ok) return say("Not kept yet. What you typed is still here.", true);
      const told = await answer.json();
      form.elements.version.value = told.version;
      say(told.saved, false);
      if (!again) kept();
    } catch {
      say("Not kept yet: no answer from the program. What you typed is still here.", true);
    }
  }

  // Somebody else saved it: nothing more is sent by itself, and Check shows both texts.
  function refused(text) {
    stopped = true;
    say(`${text} Press Check to see both.`, true);
  }

  // The disk is full or does not answer: what is typed stays here and is sent once more by itself.
  function later(text) {
    say(`${text} What you typed is still here.`, true);
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(send, AGAIN_MS);
  }

  // The session is locked or has ended: the page asks for the password, and goes on where it was.
  function locked() {
    say("Not kept yet: give your password.", true);
    document.dispatchEvent(new Event("plumbline:locked"));
  }

  document.addEventListener("plumbline:unlocked", changed);

  function say(text, failed) {
    place.textContent = text;
    place.classList.toggle("failed", failed);
  }

  // Before a form is sent by hand: wait for what is under way, so that the version is the newest.
  async function settled() {
    clearTimeout(timer);
    stopped = true;
    if (running) await running;
  }

  return { changed, settled };
}
