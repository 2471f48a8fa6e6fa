// Reads {files: {name: text}, from, to} and tells what ical.js makes of each calendar: its
// components, every event's times in UTC, and the days of those that recur.
import { readFileSync } from "node:fs";
import ICAL from "../node_modules/ical.js/dist/ical.js";

const { files, from, to } = JSON.parse(readFileSync(0, "utf8"));

const days = (event) => {
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.toString().slice(0, 10) < to; next = iterator.next()) {
    if (next.toString().slice(0, 10) >= from) found.push(next.toString().slice(0, 10));
  }
  return found;
};

const read = (text) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = calendar.getAllSubcomponents("vtimezone").map((each) => new ICAL.Timezone(each));
  ICAL.TimezoneService.reset();
  for (const zone of zones) ICAL.TimezoneService.register(zone.tzid, zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component, { strictExceptions: true });
    return {
      uid: event.uid,
      summary: event.summary,
      whole_days: event.startDate.isDate,
      starts: event.startDate.isDate ? event.startDate.toString() : event.startDate.toUnixTime(),
      ends: event.endDate.isDate ? event.endDate.toString() : event.endDate.toUnixTime(),
      zone: event.startDate.zone.tzid,
      days: event.isRecurring() ? days(event) : [],
      alarms: component.getAllSubcomponents("valarm").map((each) => each.getFirstPropertyValue("trigger").toString()),
    };
  });
};

const answers = Object.entries(files).map(([name, text]) => [name, read(text)]);
process.stdout.write(JSON.stringify(Object.fromEntries(answers)));
