// ical.js (npm), the parser of Thunderbird and Nextcloud: print the components of a file as JSON.
// It is looked up in NODE_PATH.
const fs = require("fs");
const ICAL = require("ical.js");

const when = (component, name) => {
  const time = component.getFirstPropertyValue(name);
  return time === null ? null : time.toString();
};

const value = (component, name) => component.getFirstPropertyValue(name);

const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2], "utf-8")));
const components = calendar.getAllSubcomponents().map((component) => ({
  kind: component.name.toUpperCase(),
  uid: value(component, "uid"),
  summary: value(component, "summary"),
  status: value(component, "status"),
  start: when(component, "dtstart"),
  due: when(component, "due") || when(component, "dtend"),
  priority: value(component, "priority"),
  completed: when(component, "completed"),
  percent: value(component, "percent-complete"),
  categories: component.getAllProperties("categories").flatMap((one) => one.getValues()).sort(),
  parent: value(component, "related-to"),
  description: value(component, "description"),
  url: value(component, "url"),
}));
process.stdout.write(JSON.stringify(components));
