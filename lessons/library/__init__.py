"""The published course in the database: what `sync_lessons` made of the files, and what pages and records refer to."""
