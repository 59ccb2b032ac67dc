/* Before anything is painted: says that scripts run, and takes over the colours that were chosen. */
(function () {
  "use strict";
  document.documentElement.dataset.scripts = "on";
  try {
    var chosen = localStorage.getItem("portal-theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch (error) {
    /* Storage may be switched off; the system's colours are fine. */
  }
})();
