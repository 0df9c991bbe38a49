/* How much of the page has been read, where style sheets cannot follow scrolling. */
(() => {
  "use strict";
  if (CSS.supports("animation-timeline: scroll()")) return;
  const root = document.documentElement;
  let waits = false;
  function update() {
    const rest = root.scrollHeight - root.clientHeight;
    const read = rest > 0 ? Math.round((100 * root.scrollTop) / rest) : 0;
    root.dataset.blogRead = read;
    root.style.setProperty("--blog-read", read);
    waits = false;
  }
  function plan() {
    if (!waits) requestAnimationFrame(update);
    waits = true;
  }
  addEventListener("scroll", plan, { passive: true });
  addEventListener("resize", plan);
  update();
})();
