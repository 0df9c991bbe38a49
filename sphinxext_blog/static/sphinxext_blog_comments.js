/* Comments of sphinxext-blog: the service is asked when a reader gets there, and follows the theme's light and dark. */
(() => {
  "use strict";
  const box = document.querySelector(".blog-comments");
  if (!box) return;
  const { provider, src, light, dark } = box.dataset;
  const settings = JSON.parse(box.dataset.settings);
  const frames = { giscus: "https://giscus.app", utterances: "https://utteranc.es" };
  let shown = "";

  /* Not the reader's wish, but what the theme has made of it: how light is the page behind the comments? */
  function isDark() {
    for (let part = box; part; part = part.parentElement) {
      const [red, green, blue, alpha = 1] = (getComputedStyle(part).backgroundColor.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
      if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
    }
    return false;
  }

  function load() {
    const script = document.createElement("script");
    shown = isDark() ? dark : light;
    if (provider === "disqus") {
      window.disqus_config = function () { Object.assign(this.page, settings); };
      script.setAttribute("data-timestamp", String(Date.now()));
    } else {
      for (const [name, value] of Object.entries(settings)) script.setAttribute(name, value);
      if (shown) script.setAttribute(provider === "giscus" ? "data-theme" : "theme", shown);
    }
    script.src = src;
    script.async = true;
    script.crossOrigin = provider in frames ? "anonymous" : null;
    /* giscus and utterances put their frame beside their script */
    (provider in frames ? box.querySelector("." + provider) : box).append(script);
  }

  function follow() {
    const wanted = isDark() ? dark : light;
    if (wanted === shown) return;
    const frame = box.querySelector("iframe");
    if (!frame || !frame.contentWindow) return;
    shown = wanted;
    const message = provider === "giscus"
      ? { giscus: { setConfig: { theme: wanted } } }
      : { type: "set-theme", theme: wanted };
    frame.contentWindow.postMessage(message, frames[provider]);
  }

  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    load();
    if (!(provider in frames)) return;
    /* themes switch by an attribute or class of html or body, or follow the system; some fade the colours */
    const soon = () => { requestAnimationFrame(follow); setTimeout(follow, 500); };
    const watcher = new MutationObserver(soon);
    for (const part of [document.documentElement, document.body]) watcher.observe(part, { attributes: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon);
    /* the theme may have changed before the frame could receive messages; its first message reports that it can */
    const ready = (event) => {
      if (event.origin !== frames[provider]) return;
      removeEventListener("message", ready);
      shown = "";
      follow();
    };
    addEventListener("message", ready);
  }, { rootMargin: "300px" }).observe(box);
})();
