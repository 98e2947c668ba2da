// Sliders in place of two days: the window of time of the network and the map.  Without it, the days are typed.
(() => {
  "use strict";
  const form = document.querySelector("[data-window]");
  if (!form) return;
  const months = JSON.parse(form.querySelector("[data-months]").textContent);
  const day = (name) => form.querySelector(`[data-day=${name}]`);
  form.addEventListener("submit", () => {
    for (const each of form.querySelectorAll("[name]")) each.disabled = each.value === "";
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, [type=range]")) form.requestSubmit();
  });
  if (months.length < 2) return;

  const slides = Object.fromEntries([...form.querySelectorAll("[data-slide]")].map((each) => [each.dataset.slide, each]));
  const place = (given) => Math.max(0, months.findLastIndex((each) => each <= given));
  const end = (first) => { const [year, month] = first.split("-").map(Number); return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10); };
  const show = () => {
    for (const [name, slide] of Object.entries(slides)) {
      const words = new Date(`${months[slide.value]}T00:00Z`).toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" });
      form.querySelector(`[data-out=${name}]`).textContent = words;
      slide.setAttribute("aria-valuetext", words);
    }
  };
  for (const [name, slide] of Object.entries(slides)) {
    slide.hidden = false;
    day(name).type = "hidden";
    if (day(name).value) slide.value = place(day(name).value);
  }
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[type=range]")) return;
    if (+slides.since.value > +slides.until.value) (event.target === slides.since ? slides.until : slides.since).value = event.target.value;
    day("since").value = +slides.since.value === 0 ? "" : months[slides.since.value];
    day("until").value = +slides.until.value === months.length - 1 ? "" : end(months[slides.until.value]);
    show();
  });
  form.querySelector("button").hidden = true;
  show();
})();
