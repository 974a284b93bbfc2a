/* A grid by keys; the form works without it. */
const form = document.querySelector("form.grid"), fields = form.elements, words = form.dataset;
const star = fields.star.value, cells = [...form.querySelectorAll("select")], bar = form.querySelector(".draft");
const read = (text, mark) => Object.fromEntries(text.split(" ").map((one) => one.split(mark)));
const seen = read(fields.seen.value, "."), pasted = read(words.pasted, "="), past = [];
const steps = { ArrowDown: [1, 0], Enter: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
let busy, timer;
const dirty = (cell) => cell.now !== cell.was;
const add = (to, tag) => to.appendChild(document.createElement(tag));
function mark(cell, state, why) {
  cell.state = state;
  const note = (cell.note ||= add(cell.parentNode, "small"));
  note.className = state;
  note.textContent = words[state] + (why ? ": " + why : "");
}
function tell(more) {
  const said = {};
  for (const { state } of cells) if (state) said[words[state]] = (said[words[state]] || 0) + 1;
  fields.said.value = [more, ...Object.entries(said).flat()].join(" ");
}
function later(more, wait = 800) {
  const kept = { ...draft };
  for (const cell of cells) if (dirty(cell)) kept[cell.name] = cell.now;
  localStorage[words.draft] = JSON.stringify(kept);
  tell(more);
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}
function edit(list, undoing) {
  if (list[0] && !undoing) past.push(list.map(([cell]) => [cell, cell.now]));
  for (const [cell, value] of list) {
    cell.value = cell.now = value;
    mark(cell, dirty(cell) || cell.state === "saving" ? "unsaved" : "saved");
  }
  later();
}
async function send() {
  const going = cells.filter((cell) => cell.state === "unsaved" && dirty(cell)).slice(0, 300);
  if (busy || !going[0]) return;
  busy = true;
  const body = new URLSearchParams([...new FormData(form)].filter(([name]) => name > "a"));
  for (const cell of going) {
    mark(cell, "saving");
    body.set(cell.name, cell.now);
  }
  body.set("seen", going.map((cell) => cell.star + "." + seen[cell.star]).join(" "));
  tell();
  let lost;
  try {
    const answer = await fetch(words.cells, { method: "POST", body });
    (await answer.json()).cells.forEach(settle);
  } catch { lost = words.lost; }
  busy = false;
  for (const cell of cells) if (cell.state === "saving") mark(cell, "unsaved");
  later(lost, lost && 9000);
}
function settle(told) {
  const cell = fields[told.name], { state, value } = told;
  seen[cell.star] = told.seen;
  if (state === "saved") {
    cell.was = value;
    mark(cell, dirty(cell) ? "unsaved" : state);
  } else if (state === "refused") mark(cell, state, told.why);
  // Another standard of the star was changed.
  else if (value === cell.was) mark(cell, "unsaved");
  else {
    mark(cell, state);
    for (const [whose, said, wanted] of [
      [words.mine, cell.selectedOptions[0].text, cell.now],
      [told.whose, told.words, value],
    ]) {
      const button = add(cell.note, "button");
      button.type = "button";
      button.textContent = whose + ": " + said;
      button.onclick = () => {
        cell.was = value;
        edit([[cell, wanted]]);
        cell.focus();
      };
    }
  }
}
function at(cell, down, right) {
  const td = cell.parentNode, row = td.parentNode;
  return row.parentNode.rows[row.sectionRowIndex + down]?.cells[td.cellIndex + right]?.firstChild;
}
form.onkeydown = (event) => {
  const { target: cell, key, ctrlKey } = event, last = ctrlKey && key === "z" && past.pop();
  const step = steps[key], next = { 1: "met", 0: "not_met", Delete: cell[0]?.value }[key];
  if (last) {
    last[0][0].focus();
    edit(last, true);
  } else if (!cells.includes(cell) || ctrlKey || event.altKey) return;
  else if (step) {
    let n = 1, to;
    do to = at(cell, step[0] * n, step[1] * n++); while (to && !cells.includes(to));
    to?.focus();
  } else if (key === " ") edit([[cell, cell[(cell.selectedIndex + 1) % cell.length].value]]);
  else if (next !== undefined) edit([[cell, next]]);
  else return;
  event.preventDefault();
};
document.onpaste = (event) => {
  const first = document.activeElement, list = [], wrong = [], rest = [];
  if (!cells.includes(first)) return;
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  lines.forEach((line, down) => line.split("\t").forEach((said, right) => {
    const cell = at(first, down, right), word = said.trim().toLowerCase();
    const value = word ? pasted[word] : first[0].value;
    if (!cells.includes(cell)) rest.push(said);
    else if (value === undefined) wrong.push([cell, said]);
    else list.push([cell, value]);
  }));
  edit(list);
  for (const [cell, said] of wrong) mark(cell, "refused", said);
  tell(rest[0] && words.outside + " " + rest);
};
form.onchange = ({ target }) => edit([[target, target.value]]);
form.onsubmit = (event) => {
  event.preventDefault();
  edit(cells.filter(dirty).map((cell) => [cell, cell.now]), true);
};
onbeforeunload = () => cells.some(dirty) ? words.unsaved : undefined;
form.reset();
for (const cell of cells) {
  cell.was = cell.now = cell.value;
  cell.star = star ? cell.name.slice(0, 13) + star : cell.name;
}
let draft = JSON.parse(localStorage[words.draft] || "{}");
const typed = cells.filter((cell) => cell.name in draft).map((cell) => [cell, draft[cell.name]]);
bar.hidden = typed.every(([cell, value]) => value === cell.was);
bar.onclick = ({ target }) => {
  if (!target.type) return;
  draft = 0;
  bar.hidden = true;
  edit(target.value ? typed : []);
};
