"""Alembic's entry: runs on the connection and in the transaction that ci.store.migrate hands over."""

from alembic import context

from ci.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # we begin transactions ourselves, so that DDL is transactional on SQLite too
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
