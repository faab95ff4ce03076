//! Call, audit, outbox, jobs, mail and the doors' extractors.
