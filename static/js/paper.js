// The paper of one visit: every word is kept on the device at once and on the server soon.
// Without this file the page is a plain form with a button "Save the draft".
(() => {
  "use strict";
  // Once submitted, nothing of the paper stays on this device.
  const submitted = document.querySelector("[data-submitted-paper]");
  if (submitted) {
    try { localStorage.removeItem(submitted.dataset.submittedPaper); } catch { /* nothing was kept */ }
  }
  const form = document.getElementById("paper");
  if (!form) return;
  const state = document.getElementById("paper-state");
  const key = form.dataset.key;
  const PAUSE = 3000; // milliseconds after the last key
  let timer = 0;
  let busy = false;
  let dirty = false;
  let leaving = false;

  const boxes = () =>
    [...form.elements].filter((box) => box.name && !["csrfmiddlewaretoken", "draft", "do"].includes(box.name));
  const typed = () => Object.fromEntries(boxes().map((box) => [box.name, box.value]));
  const say = (words) => { state.textContent = words; };

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify({ draft: form.elements.draft.value, typed: typed() }));
    } catch { /* a full or forbidden store: the server still keeps it */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } };

  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key) || "null"); } catch { return; }
    // What lies here was not taken by the server: it is put back, unless the server has a newer one.
    if (!kept || Number(kept.draft) < Number(form.elements.draft.value)) { forget(); return; }
    let changed = false;
    for (const box of boxes()) {
      if (box.name in kept.typed && box.value !== kept.typed[box.name]) {
        box.value = kept.typed[box.name];
        changed = true;
        const folded = box.closest("details");
        if (folded) folded.open = true;
      }
    }
    if (changed) { say(form.dataset.restored); later(0); }
  };

  const send = async () => {
    if (busy || !dirty || leaving) return;
    busy = true;
    dirty = false;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.ok && told.draft) {
        form.elements.draft.value = told.draft;
        say(told.words);
        if (dirty) keep(); else forget();
      } else {
        dirty = dirty || answer.status >= 500;
        say(told.words || form.dataset.waiting);
      }
    } catch {
      dirty = true; // no reception: try again
      say(form.dataset.waiting);
    }
    busy = false;
    if (dirty) later(PAUSE * 3);
  };
  const later = (pause) => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };

  form.addEventListener("input", () => { keep(); say(form.dataset.waiting); later(PAUSE); });
  window.addEventListener("online", () => { if (dirty) later(0); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && dirty) send(); });
  form.addEventListener("submit", () => { leaving = true; keep(); clearTimeout(timer); });
  restore();
})();
