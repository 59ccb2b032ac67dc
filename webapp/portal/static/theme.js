/* Takes over the colours that the reader chose, before anything is painted. */
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("portal-theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (error) {
    /* Storage may be switched off; the system's colours are fine. */
  }
})();
