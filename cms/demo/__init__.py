"""The demo: sixteen courses written for it, the people who teach and take them, and what they did so far."""
