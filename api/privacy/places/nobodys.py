"""What keeps nothing of citizens, and why: a test knows no other exceptions."""

from __future__ import annotations

# Tables that keep nothing of citizens, and why.
TABLES_OF_NOBODY = {
    "alembic_version": "the number of the schema",
    "audit_entry": "acts of staff; a citizen is named in none (api/audit/chain.py)",
    "audit_head": "the end of the chain of the audit log",
    "channel_switches": "which channels are switched off",
    "import_differences": "crawled against curated records",
    "outbox_worker": "which workers are alive",
    "procedure_versions": "published records",
    "procedures": "published records",
    "import_quarantine": "crawled records that were refused",
    "staff_account": "staff, who are no citizens of this service (docs/console.md)",
    "staff_attempt": "staff",
    "staff_recovery_code": "staff",
    "staff_role_grant": "staff",
    "staff_session": "staff",
    "zalo_token": "the account's own tokens",
}
# Files of the state folder (patterns from there) that keep nothing of citizens, and why.
FILES_OF_NOBODY = {
    "index/**": "published records",
    "widget/*": "versions of the script",
    "secrets.env": "keys of the installation",
    "supervisor.lock": "empty",
    "sent/*": "ids of events that were answered, of no person",
    "logs/*": "no name, number or identity is written there; a test scans them",
}
# The database itself: its tables are covered one by one.
DATABASE_FILES = ("motcua.db", "motcua.db-wal", "motcua.db-shm")
