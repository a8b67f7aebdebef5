// One section of the form at a time; links and buttons that lead to a section or to a row in any of them.

export function paging(form) {
  const sections = [...form.querySelectorAll(".section")];
  const links = [...document.querySelectorAll(".tasks a[data-section]")];

  function show(name) {
    for (const section of sections) section.classList.toggle("current", section.dataset.section === name);
    for (const link of links) {
      if (link.dataset.section === name) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  }

  function open(name) {
    show(name);
    const title = form.querySelector(`#section-${name} h2`);
    window.scrollTo({ top: 0 });
    title.focus({ preventScroll: true });
  }

  // Opens the section that holds a row or field and puts the focus where it is answered.
  function go(id) {
    const target = document.getElementById(id) || document.getElementsByName(id)[0];
    if (!target) return;
    document.getElementById("panel").classList.remove("open");
    const section = target.closest(".section");
    if (section) show(section.dataset.section);
    for (let parent = target; parent; parent = parent.parentElement) if (parent.tagName === "DETAILS") parent.open = true;
    const hidden = target.closest("[data-row][hidden]");
    if (hidden) hidden.hidden = false;
    const answer = target.matches("input, select, textarea") ? target : target.querySelector("input:checked, input, select, textarea");
    const row = target.closest(".item, .group") || target;
    row.scrollIntoView({ block: "center" });
    (answer || target).focus({ preventScroll: true });
    for (const other of form.querySelectorAll(".item.target")) other.classList.remove("target");
    row.classList.add("target");
  }

  for (const link of links) link.addEventListener("click", (event) => { event.preventDefault(); open(link.dataset.section); });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go]");
    if (link) { event.preventDefault(); go(link.dataset.go); }
    const next = event.target.closest("button[data-next]");
    if (next) open(next.dataset.next);
  });
  show((form.querySelector(".section.current") || sections[0]).dataset.section);
  return { open, go };
}
