/* The portal's one script: search without a server, copy buttons, colours. Pages work without it. */
(function () {
  "use strict";

  /* ---- words: the same as webapp/portal/tokens.py, tests compare the two ---- */

  var LONGEST = 40;
  var HAN = /[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  var WORD = /[\p{L}\p{N}\p{M}]/u;

  function kindOf(sign) {
    if (HAN.test(sign)) { return "han"; }
    return WORD.test(sign) ? "word" : "";
  }

  var simple = null;

  /* The simplified form of a character: the index brings the characters that can be found. */
  function simplified(sign) {
    if (!simple) {
      var pairs = Array.from(window.portalIndex ? window.portalIndex.simplified : "");
      simple = new Map();
      for (var at = 0; at < pairs.length; at += 2) { simple.set(pairs[at], pairs[at + 1]); }
    }
    return simple.get(sign) || sign;
  }

  function runs(text) {
    var found = [];
    var run = [];
    var was = "";
    Array.from(text.normalize("NFKC").toLowerCase()).map(simplified).forEach(function (sign) {
      var kind = kindOf(sign);
      if (kind !== was && run.length) {
        found.push([was === "han", run]);
        run = [];
      }
      if (kind) { run.push(sign); }
      was = kind;
    });
    if (run.length) { found.push([was === "han", run]); }
    return found;
  }

  function pairs(run) {
    return run.slice(1).map(function (sign, place) { return run[place] + sign; });
  }

  function folded(signs) {
    var run = signs.join("");
    var code = /^0x0*([0-9a-f]+)$/.exec(run);
    if (code) { return ("0x" + code[1]).slice(0, LONGEST); }
    if (/^[89c-f][0-9a-f]{7}$/.test(run)) { return "0x" + run; }
    if (!/^[a-z]{4,}$/.test(run) || !/s$/.test(run) || /(us|ss)$/.test(run)) {
      return signs.slice(0, LONGEST).join("");
    }
    if (/ies$/.test(run) && !/(eies|aies)$/.test(run)) { return run.slice(0, -3) + "y"; }
    return run.slice(0, -1).slice(0, LONGEST);
  }

  function queryTerms(text) {
    var terms = new Set();
    runs(text).forEach(function (found) {
      var run = found[1];
      if (!found[0]) {
        terms.add(folded(run));
      } else if (run.length === 1) {
        terms.add(run[0]);
      } else {
        pairs(run).forEach(function (pair) { terms.add(pair); });
      }
    });
    return Array.from(terms);
  }

  /* ---- search ---- */

  var MOST = 30;
  var MOST_TERMS = 64;
  var OTHER_LANGUAGE = 0.55;
  var PREFIX = 0.4;
  var index = window.portalIndex;

  function lower(list, wanted) {
    var from = 0;
    var to = list.length;
    while (from < to) {
      var middle = (from + to) >> 1;
      if (list[middle] < wanted) { from = middle + 1; } else { to = middle; }
    }
    return from;
  }

  /* Page -> weight for one term of the query: the term itself, and longer ones it begins. */
  function gains(term, keys) {
    var best = new Map();
    function add(key, share) {
      var list = index.terms[key];
      for (var place = 0; place < list.length; place += 2) {
        var gain = list[place + 1] * share;
        if (!(best.get(list[place]) >= gain)) { best.set(list[place], gain); }
      }
    }
    if (Object.prototype.hasOwnProperty.call(index.terms, term)) { add(term, 1); }
    var single = HAN.test(term) && Array.from(term).length === 1;
    if (single || (!HAN.test(term) && term.length > 1)) {
      for (var at = lower(keys, term); at < keys.length && keys[at].startsWith(term); at += 1) {
        if (keys[at] !== term) { add(keys[at], single ? 1 : PREFIX); }
      }
    }
    return best;
  }

  function search(text, language) {
    var keys = index.keys || (index.keys = Object.keys(index.terms).sort());
    var terms = queryTerms(text).slice(0, MOST_TERMS);
    var scores = new Map();
    terms.forEach(function (term) {
      var found = gains(term, keys);
      var rarity = Math.log(1 + (index.pages.length - found.size + 0.5) / (found.size + 0.5));
      found.forEach(function (gain, page) {
        var now = scores.get(page) || { score: 0, terms: 0 };
        now.score += gain * rarity;
        now.terms += 1;
        scores.set(page, now);
      });
    });
    var hits = [];
    scores.forEach(function (now, page) {
      var share = now.terms / terms.length;
      var own = index.pages[page][1] === language ? 1 : OTHER_LANGUAGE;
      if (share > 0.34 || terms.length < 3) { hits.push([now.score * share * share * own, page]); }
    });
    hits.sort(function (a, b) { return b[0] - a[0] || a[1] - b[1]; });
    return hits.map(function (hit) { return index.pages[hit[1]]; });
  }

  /* ---- showing what was found; texts only ever become text nodes ---- */

  function make(tag, name, text) {
    var made = document.createElement(tag);
    if (name) { made.className = name; }
    if (text) { made.textContent = text; }
    return made;
  }

  /* The places in a text that the query's runs mark: [from, to) pairs in order. */
  function places(text, query) {
    var low = Array.from(text.toLowerCase()).map(simplified).join("");
    if (low.length !== text.length) { return []; }
    var found = [];
    runs(query).forEach(function (run) {
      var wanted = run[1].join("");
      var pieces = low.indexOf(wanted) < 0 && run[0] && run[1].length > 2 ? pairs(run[1]) : [wanted];
      pieces.forEach(function (piece) {
        for (var at = low.indexOf(piece); at >= 0; at = low.indexOf(piece, at + piece.length)) {
          found.push([at, at + piece.length]);
        }
      });
    });
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return found.reduce(function (kept, place) {
      var last = kept[kept.length - 1];
      if (last && place[0] <= last[1]) { last[1] = Math.max(last[1], place[1]); } else { kept.push(place); }
      return kept;
    }, []);
  }

  function marked(element, text, query) {
    var end = 0;
    places(text, query).forEach(function (place) {
      element.append(text.slice(end, place[0]), make("mark", "", text.slice(place[0], place[1])));
      end = place[1];
    });
    element.append(text.slice(end));
    return element;
  }

  /* A stretch of the excerpt around its first mark. */
  function stretch(text, query) {
    var first = places(text, query)[0];
    var from = first && first[0] > 90 ? first[0] - 40 : 0;
    var cut = text.slice(from, from + 180);
    return (from ? "…" : "") + cut + (from + 180 < text.length ? "…" : "");
  }

  function hitOf(page, query, root, language) {
    var item = make("li", "hit");
    var link = make("a", "hit__link");
    link.href = root + page[0].split("/").map(encodeURIComponent).join("/");
    link.lang = page[1];
    marked(link, page[3], query);
    var about = make("p", "hit__about");
    about.append(make("span", "tag", page[2]));
    if (page[1] !== language) {
      var tag = make("span", "tag", page[1] === "zh" ? "中文" : "English");
      tag.lang = page[1];
      about.append(tag);
    }
    var text = make("p", "hit__text");
    text.lang = page[1];
    marked(text, stretch(page[4], query), query);
    item.append(link, about, text);
    return item;
  }

  function show(form, box, rest, query) {
    var wanted = query.trim().slice(0, 200);
    box.textContent = "";
    box.hidden = !wanted;
    if (rest) { rest.hidden = Boolean(wanted); }
    if (!wanted) { return; }
    var page = document.documentElement.dataset;
    var hits = search(wanted, page.language);
    var told = hits.length === 0 ? form.dataset.none
      : hits.length === 1 ? form.dataset.one
      : form.dataset.many.replace("#", String(hits.length));
    box.append(make("p", "results__count", told));
    var list = make("ol", "hits");
    hits.slice(0, MOST).forEach(function (hit) {
      list.append(hitOf(hit, wanted, page.root, page.language));
    });
    box.append(list);
  }

  function startSearch(form) {
    var box = document.querySelector("[data-results]");
    var rest = document.querySelector("[data-rest]");
    var input = form.elements.q;
    var asked = new URLSearchParams(location.search).get("q");
    if (asked && !input.value) { input.value = asked; }
    function now() { show(form, box, rest, input.value); }
    input.addEventListener("input", now);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      now();
      try {
        history.replaceState(null, "", "?q=" + encodeURIComponent(input.value));
      } catch (error) {
        /* Some browsers keep the address of a local file fixed; the results are shown all the same. */
      }
    });
    if (input.value) { now(); }
    if (location.pathname.endsWith("/search.html")) { input.focus(); }
  }

  /* ---- comfort ---- */

  function addCopyButtons(area) {
    area.querySelectorAll("pre:not(.command__gui)").forEach(function (block) {
      var button = make("button", "copy", area.dataset.copy);
      button.type = "button";
      button.addEventListener("click", function () {
        copy(block.textContent.replace(/\n$/, "")).then(function () {
          button.textContent = area.dataset.copied;
          setTimeout(function () { button.textContent = area.dataset.copy; }, 1600);
        });
      });
      var frame = make("div", "copyable");
      block.replaceWith(frame);
      frame.append(block, button);
    });
  }

  /* The clipboard is closed to pages that come over plain HTTP: there, a selection is copied. */
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) { return navigator.clipboard.writeText(text); }
    var field = make("textarea", "off", "");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    return Promise.resolve();
  }

  function startTheme(button) {
    var root = document.documentElement;
    button.hidden = false;
    button.addEventListener("click", function () {
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try {
        localStorage.setItem("portal-theme", root.dataset.theme);
      } catch (error) {
        /* The choice then lasts as long as the page. */
      }
    });
  }

  function each(selector, start) {
    document.querySelectorAll(selector).forEach(start);
  }

  if (index) { each("[data-search]", startSearch); }
  each("[data-copyable]", addCopyButtons);
  each("[data-theme-switch]", startTheme);
  each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  window.portal = { queryTerms: queryTerms, search: search };
})();
