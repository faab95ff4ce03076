// The exact time on hover, in the visitor's own zone.
const exact = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeStyle: "long" });
for (const it of document.querySelectorAll("time[datetime]")) {
  const at = new Date(it.dateTime);
  if (!Number.isNaN(at.valueOf())) it.title = exact.format(at);
}
