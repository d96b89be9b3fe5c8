"""Ground floor: owners, schools, people, calendar, access, audit trail, sealing, outbox, jobs."""
