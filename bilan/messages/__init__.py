"""The outbox: mails waiting to be sent."""
