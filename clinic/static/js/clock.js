// Compares this device's clock with that of the clinic's machine, and says so when they differ: one of them is wrong.

const line = document.getElementById("clocks-differ");
const TOLERATED = 10 * 60 * 1000;
const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });

const answer = await fetch(line.dataset.ask, { method: "HEAD", cache: "no-store" }).catch(() => null);
const there = Date.parse(answer?.headers.get("Date") ?? "");
if (Math.abs(Date.now() - there) > TOLERATED) {
  line.querySelector(".clock-there").textContent = words.format(there);
  line.querySelector(".clock-here").textContent = words.format(Date.now());
  line.hidden = false;
}
