// A find box over a list: shows the entries whose words hold everything that was typed, and how many they are.

export function find(input) {
  const list = document.getElementById(input.dataset.finds);
  const entries = [...list.querySelectorAll("li.found, #mastered-list li")];
  const words = entries.map((entry) => entry.textContent.toLowerCase());
  const said = document.getElementById("found");
  const opened = [...list.querySelectorAll("details")].map((one) => one.open);

  input.addEventListener("input", () => {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    entries.forEach((entry, place) => {
      entry.hidden = !wanted.every((word) => words[place].includes(word));
      if (!entry.hidden) count += 1;
    });
    for (const head of list.querySelectorAll("h4, fieldset, section")) {
      const shelf = head.matches("h4") ? head.nextElementSibling : head;
      head.hidden = !shelf.querySelector("li:not([hidden])");
    }
    list.querySelectorAll("details").forEach((one, place) => { one.open = wanted.length ? true : opened[place]; });
    if (said) said.textContent = wanted.length ? `${count} of ${entries.length}` : "";
  });
}

if (!document.getElementById("check")) for (const input of document.querySelectorAll("input[data-finds]")) find(input);
