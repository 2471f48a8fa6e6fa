"""iCalendar (RFC 5545, 5546, 7986): what people take into their own calendars."""

from knowledge.publish.ical.calendars import ical_files

__all__ = ["ical_files"]
