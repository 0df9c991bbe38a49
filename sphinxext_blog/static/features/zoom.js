/* Pictures of the page in a dialog. */
(() => {
  "use strict";
  const dialog = document.querySelector("dialog.blog-zoom");
  if (!dialog || !dialog.showModal) return;
  const large = document.createElement("img");
  dialog.prepend(large);
  for (const image of dialog.parentNode.querySelectorAll("img")) {
    const link = image.closest("a");
    const leadsElsewhere = link && !/\.(avif|gif|jpe?g|png|svg|webp)$/i.test(link.pathname);
    const isSmall = image.complete && image.width < 100;
    if (image === large || leadsElsewhere || isSmall || image.closest(".no-zoom, .blog-about")) continue;
    const target = link || image;
    const open = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
      event.preventDefault();
      large.src = link ? link.href : image.currentSrc || image.src;
      large.alt = image.alt;
      dialog.showModal();
    };
    target.classList.add("blog-zoomable");
    target.addEventListener("click", open);
    if (link) continue;
    image.tabIndex = 0;
    image.setAttribute("role", "button");
    image.setAttribute("aria-label", image.alt ? `${dialog.dataset.open}: ${image.alt}` : dialog.dataset.open);
    image.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") open(event);
    });
  }
  dialog.addEventListener("click", () => dialog.close());
})();
