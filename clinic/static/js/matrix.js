// Under the matrix: the reasons behind the mark that the pointer is on, with its exercise and its condition.

const said = document.getElementById("matrix-said");
const table = document.querySelector(".matrix table");
const columns = [...table.querySelectorAll("th[scope=col]")];

table.addEventListener("pointerover", (event) => {
  const cell = event.target.closest("td[class]");
  if (!cell || cell.matches(".corner")) return;
  const row = cell.parentElement;
  const exercise = row.querySelector("a").textContent;
  const condition = columns[[...row.children].indexOf(cell) - 1].textContent;
  said.textContent = `${exercise}, ${condition}: ${cell.querySelector("span").textContent}.`;
});
