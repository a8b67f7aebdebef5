// The body chart: the drawing follows the list, and what is marked is told in words. Without scripts every place is a
// label of its box, and style sheets show what is ticked.

const STRONGEST = 10;

function strengthOf(region) {
  const typed = region.querySelector("[data-strength]").value.trim();
  return /^\d{1,2}$/.test(typed) && Number(typed) <= STRONGEST ? String(Number(typed)) : "";
}

function inWords(region) {
  const told = [...region.querySelectorAll(".chart-qualities input:checked")].map((box) => box.labels[0].textContent.trim());
  const strength = strengthOf(region);
  if (strength) told.push(`${strength} of ${STRONGEST}`);
  return region.dataset.label + (told.length ? `: ${told.join(", ")}` : "");
}

const hasDetails = (region) => Boolean(region.querySelector(".chart-qualities input:checked") || region.querySelector("[data-strength]").value.trim());

export function bodyChart(chart) {
  const regions = [...chart.querySelectorAll("[data-region]")];
  const shown = chart.querySelector(".chart-shown");
  const count = chart.querySelector("[data-count]");
  const said = chart.querySelector("[data-said]");
  const putAway = new WeakMap();
  const boxOf = (region) => region.querySelector(".chart-tick input");
  const markedOnes = () => regions.filter((region) => boxOf(region).checked || hasDetails(region));
  const spotsOf = (region) => chart.querySelectorAll(`[data-at="${region.dataset.region}"]`);

  // The details of a place that is no longer ticked are not sent; ticking it again brings them back.
  function keep(region) {
    const details = [...region.querySelectorAll(".chart-details input")];
    if (boxOf(region).checked) {
      for (const [field, value] of putAway.get(region) ?? []) {
        if (field.type === "checkbox") field.checked = value;
        else field.value = value;
      }
      putAway.delete(region);
      return;
    }
    putAway.set(region, details.map((field) => [field, field.type === "checkbox" ? field.checked : field.value]));
    for (const field of details) {
      if (field.type === "checkbox") field.checked = false;
      else field.value = "";
    }
  }

  function draw(region) {
    const strength = strengthOf(region);
    for (const spot of spotsOf(region)) {
      spot.dataset.pain = strength;
      spot.querySelector("text").textContent = strength || "•";
    }
  }

  function tell() {
    const marked = markedOnes();
    const number = marked.length;
    const words = number ? `${number} place${number === 1 ? "" : "s"} marked` : "Nothing is marked yet";
    if (count.textContent !== words) count.textContent = words;
    said.replaceChildren(...marked.map((region) => {
      const link = document.createElement("a");
      link.href = `#${region.parentElement.id}`;
      link.textContent = inWords(region);
      const line = document.createElement("li");
      line.append(link);
      return line;
    }));
  }

  chart.addEventListener("change", (event) => {
    const region = event.target.closest("[data-region]");
    if (region && event.target === boxOf(region)) keep(region);
  });
  for (const kind of ["change", "input"]) {
    chart.addEventListener(kind, (event) => {
      const region = event.target.closest("[data-region]");
      if (!region) return;
      draw(region);
      tell();
    });
  }

  // A press on the drawing ticks the box but leaves the page where it is, so that the next place can be pressed; where
  // the drawing stays in sight beside the list, the list follows.
  chart.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-at]");
    if (!spot) return;
    event.preventDefault();
    const box = spot.control;
    box.checked = !box.checked;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
    if (getComputedStyle(shown).position === "sticky") box.closest(".chart-place").scrollIntoView({ block: "center" });
  });

  said.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const row = link && document.getElementById(link.hash.slice(1));
    if (!row) return;
    event.preventDefault();
    row.scrollIntoView({ block: "center" });
    const region = markedOnes()[[...said.children].indexOf(link.parentElement)];
    (region ?? row).querySelector("[data-strength]").focus({ preventScroll: true });
  });

  // Whichever line is looked at is outlined on the drawing.
  for (const [kind, here] of [["focusin", true], ["focusout", false], ["mouseover", true], ["mouseout", false]]) {
    chart.addEventListener(kind, (event) => {
      const region = event.target.closest("[data-region]");
      if (region) for (const spot of spotsOf(region)) spot.classList.toggle("here", here);
    });
  }

  // A browser that comes back to the page may have filled the form in itself.
  const refresh = () => { regions.forEach(draw); tell(); };
  window.addEventListener("pageshow", (event) => { if (event.persisted) refresh(); });
}

for (const chart of document.querySelectorAll("[data-chart]")) bodyChart(chart);
