// Sends the form after each change and puts what comes back in place: panel, person, task list, the rows that apply.

const PAUSE_MS = 150;

// `touched` is called at each change.
export function live(form, touched) {
  const panel = document.getElementById("panel-live");
  const said = document.getElementById("panel-said");
  let timer = 0;
  let request = null;
  let last = null;  // the mistakes that the newest answer named

  function changed() {
    touched();
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  }

  function stop() {
    clearTimeout(timer);
    if (request) request.abort();
  }

  async function ask() {
    if (request) request.abort();
    const mine = request = new AbortController();
    try {
      const answer = await fetch(form.dataset.live, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { "X-CSRFToken": form.elements.csrf_token.value, Accept: "application/json" },
        signal: mine.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      panel.querySelector(".stand").className = "stand";
      panel.querySelector(".stand").replaceChildren(line("No answer from the program"), line("Press Check to see the result."));
    }
  }

  function line(text) {
    const p = document.createElement("p");
    p.textContent = text;
    return p;
  }

  function show(answer) {
    const head = panel.querySelector(".stand-head")?.textContent;
    const scrolled = panel.scrollTop;
    const focused = document.activeElement?.closest?.("#panel-live a")?.dataset.go;
    panel.innerHTML = answer.panel;
    panel.scrollTop = scrolled;
    if (focused) panel.querySelector(`a[data-go="${focused}"]`)?.focus();
    const stands = panel.querySelector(".stand-head").textContent;
    if (stands !== head) said.textContent = stands;
    if (answer.person) document.getElementById("who-is").innerHTML = answer.person;
    for (const link of document.querySelectorAll(".tasks a[data-section]")) state(link, answer.progress[link.dataset.section]);
    for (const [row, text] of Object.entries(answer.scores ?? {})) made(document.getElementById(`${row}-made`), text);
    reveal(new Set(answer.applying));
    faults(answer.mistakes);
  }

  function state(link, text) {
    const place = link.querySelector(".state");
    place.textContent = text;
    place.classList.toggle("done", text === "done");
  }

  // What the item marks of a measure make: said again only when it has changed.
  function made(place, text) {
    if (place && place.textContent !== text) place.textContent = text;
  }

  // A row with the focus stays, whatever its answer has changed.
  function reveal(applying) {
    for (const row of form.querySelectorAll(".group .item[data-row]")) {
      const answers = [...row.querySelectorAll(".answer[data-field]")];
      if (!answers.length || row.closest("#section-person") || row.matches(".tall") || row.dataset.row.startsWith("aims") || row.dataset.row === "minutes_a_day") continue;
      const fit = answers.map((answer) => applying.has(answer.dataset.field) || answer.contains(document.activeElement));
      if (row.matches(".by-side")) answers.forEach((answer, place) => { answer.hidden = !fit[place]; });
      row.hidden = !fit.includes(true);
    }
    for (const group of form.querySelectorAll(".group.named")) group.hidden = !group.querySelector(".item:not([hidden])");
    for (const group of form.querySelectorAll(".group:not(.named)")) {
      const rows = group.querySelectorAll(".item");
      if (rows.length) group.hidden = [...rows].every((row) => row.hidden);
    }
  }

  // A mistake shows once its field is left, and goes as soon as it is mended; coming back to the field leaves it there.
  function faults(mistakes) {
    last = mistakes;
    for (const place of form.querySelectorAll(".fault[id]")) {
      const name = place.id.replace(/-fault$/, "");
      const field = document.getElementById(name);
      const text = field === document.activeElement && place.hidden ? "" : mistakes[name] || "";
      if (place.textContent.trim() !== text) place.textContent = text;
      place.hidden = !text;
      if (field?.matches("input, select")) {
        if (text) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => { if (last) setTimeout(() => faults(last)); });
  return { changed, stop, ask };
}
