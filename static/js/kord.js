/* Kord works without this file. What it adds: focus that follows htmx, messages that can be put away,
   an honest word when nothing was sent, and details opened for the printer. */
"use strict";

const words = () => document.body.dataset;

/** Moves the focus to an element that is usually not in the order of tabs. */
function focusOn(element) {
  if (!element) return;
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus();
}

/* ── focus ─────────────────────────────────────────────── */

/** An error summary takes the focus when the page comes with one (WCAG 3.3.1). */
function focusFirstError(root) {
  focusOn(root.querySelector("[data-focus]"));
}

let held = null; // what had the focus when the request began: its id, or its name and value

document.addEventListener("htmx:beforeRequest", () => {
  const active = document.activeElement;
  held = active && active !== document.body ? { id: active.id, row: active.closest("[id]")?.id } : null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const root = event.detail.elt;
  showDismissButtons(document);
  if (held?.row) keepAboveMessages(document.getElementById(held.row));
  const errors = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  if (errors) return focusOn(errors);
  if (!held || document.activeElement !== document.body) return;
  const same = held.id && document.getElementById(held.id);
  const row = held.row && document.getElementById(held.row);
  focusOn(same || row?.querySelector("button, a[href], h2, h3") || row);
});

/* ── messages ──────────────────────────────────────────── */

const READING_TIME = 8000;

/** A message never lies over the row that it speaks of: the page moves up by what is covered. */
function keepAboveMessages(row) {
  const pile = document.getElementById("toasts")?.getBoundingClientRect();
  const box = (row?.closest(".entry") ?? row)?.getBoundingClientRect();
  if (!pile?.height || !box || box.right < pile.left || box.bottom <= pile.top) return;
  window.scrollBy(0, box.bottom - pile.top + 8);
}

function showDismissButtons(root) {
  for (const toast of root.querySelectorAll("[data-toast]:not([data-seen])")) {
    toast.dataset.seen = "";
    const button = toast.querySelector("[data-dismiss]");
    if (button) button.hidden = false;
    if (!("stays" in toast.dataset)) {
      window.setTimeout(() => { if (!toast.matches(":hover, :focus-within")) toast.remove(); }, READING_TIME);
    }
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-dismiss]");
  if (!button) return;
  button.closest("[data-toast]").remove();
  focusOn(document.getElementById("main"));
});

/* ── nothing was sent ──────────────────────────────────── */

const labels = new WeakMap(); // button -> its own words while it says that nothing was sent

/** The button says so; what was typed stays in its field, because nothing is swapped. */
function sayNotSent(element) {
  const form = element.closest?.("form") || element;
  const button = form.querySelector("button:not([type=button]):not(.btn-default)") || element;
  const saying = form.querySelector("[data-saved]");
  if (saying) saying.textContent = words().notSaved;
  if (!button || labels.has(button)) return;
  labels.set(button, [...button.childNodes]);
  button.dataset.notSent = "";
  button.replaceChildren(words().notSent);
}

/** The next attempt begins: the button carries its own words again. */
function forgetNotSent(element) {
  const form = element.closest?.("form") || element;
  for (const button of form.querySelectorAll("[data-not-sent]")) {
    button.replaceChildren(...labels.get(button));
    labels.delete(button);
    delete button.dataset.notSent;
  }
}

for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => sayNotSent(event.detail.elt));
}
document.addEventListener("htmx:beforeRequest", (event) => forgetNotSent(event.detail.elt));

/* ── saving by itself ──────────────────────────────────── */

/* A form with data-autosave is sent by htmx (hx-trigger="change delay:1s"); its [data-saved] line is role=status. */
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-autosave]");
  if (!form) return;
  form.dataset.dirty = "";
  const line = form.querySelector("[data-saved]");
  if (line) line.textContent = words().notSaved;
});
document.addEventListener("htmx:beforeSend", (event) => {
  const line = event.detail.elt.closest?.("form[data-autosave]")?.querySelector("[data-saved]");
  if (line) line.textContent = words().saving;
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) delete event.detail.elt.closest?.("form")?.dataset.dirty;
});
document.addEventListener("submit", (event) => { delete event.target.dataset.dirty; });
window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});

/* ── paper ─────────────────────────────────────────────── */

/* Older browsers do not open <details> by style. */
window.addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; part.dataset.forPrint = ""; }
});
window.addEventListener("afterprint", () => {
  for (const part of document.querySelectorAll("details[data-for-print]")) { part.open = false; delete part.dataset.forPrint; }
});

showDismissButtons(document);
focusFirstError(document);
