const report = JSON.parse(document.getElementById("report").textContent);
const BATCH = 100;
const WORST = 15;
const chosen = { check: "", folder: "", file: "", words: "" };
let found = [];
let drawn = 0;

const byId = (id) => document.getElementById(id);
const counted = (number, noun) =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function prose(text) {
  return text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));
}

for (const each of report.findings)
  each.text = `${each.path} ${each.scope} ${each.rule} ${each.message}`.toLowerCase();

function matches(finding, facet) {
  return (facet === "check" || !chosen.check || finding.rule === chosen.check)
    && (facet === "folder" || finding.path.startsWith(chosen.folder))
    && (facet === "file" || !chosen.file || finding.path === chosen.file)
    && chosen.words.toLowerCase().split(/\s+/).every((word) => finding.text.includes(word));
}

function counts(facet, nameOf) {
  const totals = new Map();
  for (const finding of report.findings) {
    const name = matches(finding, facet) ? nameOf(finding) : "";
    if (name) totals.set(name, (totals.get(name) ?? 0) + 1);
  }
  return [...totals].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function drawFacet(id, facet, totals, labelOf) {
  const most = totals.length ? totals[0][1] : 1;
  byId(id).replaceChildren(...totals.map(([name, total]) => {
    const button = element("button", {
      type: "button",
      "aria-pressed": String(chosen[facet] === name),
      style: `--share: ${(100 * total / most).toFixed(1)}%`,
    }, element("span", {}, labelOf(name)),
    element("span", { class: "number" }, total.toLocaleString("en")));
    button.addEventListener("click", () => choose(facet, chosen[facet] === name ? "" : name));
    return element("li", {}, button);
  }));
}

function folderBelow(path) {
  const end = path.indexOf("/", chosen.folder.length);
  return end < 0 ? "" : path.slice(0, end + 1);
}

function sharedFolder() {
  const paths = report.findings.map((finding) => finding.path);
  let folder = "";
  while (paths.length) {
    const end = paths[0].indexOf("/", folder.length);
    const next = end < 0 ? "" : paths[0].slice(0, end + 1);
    if (!next || !paths.every((path) => path.startsWith(next))) break;
    folder = next;
  }
  return folder;
}

function drawTrail() {
  const trail = [];
  if (chosen.folder !== root) {
    const up = element("button", { type: "button" }, "↑ up");
    const above = chosen.folder.replace(/[^/]*\/$/, "");
    up.addEventListener("click", () => choose("folder", above.length < root.length ? root : above));
    trail.push(up, ` ${chosen.folder}`);
  }
  byId("trail").replaceChildren(...trail);
}

function code(place) {
  const [first, start, last, end] = place.span;
  const block = element("pre", { tabindex: "0" });
  for (let number = first; number <= last; number += 1) {
    const text = report.source[place.path]?.[number];
    if (text === undefined) break;
    const from = number === first ? start - 1 : text.search(/\S|$/);
    const to = number === last ? Math.max(end - 1, from) : text.length;
    block.append(element("i", {}, String(number)), text.slice(0, from),
      element("mark", {}, text.slice(from, to)), text.slice(to), "\n");
  }
  return block.childElementCount ? [block] : [];
}

const at = (place) => [place.path, ...(place.span ?? []).slice(0, 2)].join(":");

function drawBody(finding) {
  const body = element("div", { class: "body" });
  body.append(element("p", { class: "at" },
    at(finding) + (finding.scope ? `, in ${finding.scope}` : "")), ...code(finding));
  if (finding.steps.length)
    body.append(element("ol", { class: "steps" }, ...finding.steps.map((step) =>
      element("li", {}, ...prose(step.message), " ", element("span", { class: "at" }, at(step)),
        ...code(step)))));
  if (finding.fix)
    body.append(element("p", {}, ...prose(finding.fix.message),
      ` (${finding.fix.safe ? "--fix" : "--fix --unsafe-fixes"})`));
  body.append(element("p", {}, element("a", { href: report.pages[finding.rule] },
    `About ${finding.rule}`)));
  return body;
}

function drawFinding(finding) {
  const card = element("details", { class: "finding" }, element("summary", {},
    element("span", { class: "at" }, `${finding.span[0]} `),
    element("span", { class: "rule" }, finding.rule), " ", ...prose(finding.message)));
  card.addEventListener("toggle", () => {
    if (card.open && card.childElementCount === 1) card.append(drawBody(finding));
  });
  return card;
}

function drawMore() {
  const list = byId("findings");
  for (const finding of found.slice(drawn, drawn + BATCH)) {
    if (!drawn || found[drawn - 1].path !== finding.path)
      list.append(element("h3", {}, finding.path));
    list.append(drawFinding(finding));
    drawn += 1;
  }
  byId("more").hidden = drawn >= found.length;
}

function draw() {
  found = report.findings.filter((finding) => matches(finding, ""));
  drawn = 0;
  byId("findings").replaceChildren();
  const files = new Set(found.map((finding) => finding.path)).size;
  byId("shown").textContent = found.length
    ? `${counted(found.length, "finding")} in ${counted(files, "file")}` : "Nothing found.";
  drawFacet("checks", "check", counts("check", (each) => each.rule), (name) => name);
  drawFacet("folders", "folder", counts("", (each) => folderBelow(each.path)),
    (name) => name.slice(chosen.folder.length));
  drawFacet("files", "file", counts("file", (each) => each.path).slice(0, WORST),
    (name) => name.slice(chosen.folder.length));
  drawTrail();
  drawMore();
}

function choose(facet, value) {
  chosen[facet] = value;
  if (facet === "folder") chosen.file = "";
  const kept = Object.entries(chosen).filter(([name, each]) => each && !(name === "folder" && each === root));
  history.replaceState(null, "", `#${new URLSearchParams(kept)}`);
  draw();
}

function show() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(chosen)) chosen[name] = asked.get(name) ?? "";
  chosen.folder = chosen.folder || root;
  byId("words").value = chosen.words;
  draw();
}

if (matchMedia("(max-width: 60rem)").matches)
  for (const facet of document.querySelectorAll("nav details")) facet.open = false;
const root = sharedFolder();
const checks = new Set(report.findings.map((finding) => finding.rule)).size;
byId("summary").textContent = `${counted(report.findings.length, "finding")} of ${counted(checks, "check")}`
  + `, by version ${report.version}`;
byId("failures").append(...report.failures.map((each) =>
  element("p", { class: "failure" }, `${at(each)}: could not be checked: ${each.message}`)));
byId("words").addEventListener("input", (event) => choose("words", event.target.value));
byId("search").addEventListener("submit", (event) => event.preventDefault());
byId("search").addEventListener("reset", () => { location.hash = ""; show(); });
byId("more").addEventListener("click", drawMore);
addEventListener("hashchange", show);
new IntersectionObserver(([seen]) => { if (seen.isIntersecting && !byId("more").hidden) drawMore(); },
  { rootMargin: "600px" }).observe(byId("more"));
show();
