// Keys for whoever never leaves the keyboard: Y, N, U answer the row with the focus, Enter and the arrows move on.
// A figure marks the item with the focus. Ctrl and Enter lead on to the next section, and from the last to Check. On "asked, all no" N ticks it, and moving on passes over its group. They act on these only; in a field every key types, and Enter moves on instead of sending the form.

const REPLIES = { y: "yes", n: "no", u: "unsure" };

export function keys(form, changed) {
  const stops = () => [...form.querySelectorAll(".section.current :is(.answer, .all-no)")].filter((one) => one.checkVisibility());

  function move(from, by) {
    const all = stops();
    const place = all.indexOf(from);
    const passed = by > 0 && from.matches(".all-no:has(:checked)") ? from.closest(".group") : null;
    const next = passed ? all.slice(place + 1).find((one) => !passed.contains(one)) : all[place + by];
    if (next) focusIn(next);
    else if (by > 0) form.querySelector(".section.current .onward .btn").focus();
  }

  function focusIn(stop) {
    const answer = stop.querySelector("input:checked") || stop.querySelector("input, select");
    answer.focus({ preventScroll: true });
    stop.scrollIntoView({ block: "nearest" });
  }

  // On the body chart and in lists of boxes Enter leads to the next field: it never sends a form half filled in.
  function step(from) {
    const all = [...form.querySelectorAll(".section.current :is(input, select, summary, .onward .btn)")].filter((one) => one.checkVisibility());
    all[all.indexOf(from) + 1].focus();
  }

  form.addEventListener("keydown", (event) => {
    const input = event.target;
    const stop = input.closest(".answer, .all-no");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      form.querySelector(".section.current .onward .btn").click();
      event.preventDefault();
      return;
    }
    if (!stop && event.key === "Enter" && input.matches("input")) {
      step(input);
      event.preventDefault();
    }
    if (!stop || event.ctrlKey || event.metaKey || event.altKey) return;
    const radio = input.type === "radio" || input.type === "checkbox";
    const reply = radio && (REPLIES[event.key.toLowerCase()] || event.key.match(/^\d$/)?.[0]);
    if (reply && input.type === "checkbox") {
      if (reply !== "no") return;
      input.checked = true;
      changed();
    } else if (reply) {
      const chosen = stop.querySelector(`input[value="${reply}"]`);
      if (!chosen) return;
      chosen.checked = true;
      chosen.focus();
      changed();
    } else if (radio && (event.key === "Delete" || event.key === "Backspace")) {
      const checked = stop.querySelector("input:checked");
      if (checked) { checked.checked = false; changed(); }
    } else if (event.key === "Enter" && input.matches("input")) {
      move(stop, 1);
    } else if (radio && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      move(stop, event.key === "ArrowDown" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  });
}
