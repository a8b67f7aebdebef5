"""The languages that people speak, as they are chosen and shown. The code is that of ISO 639."""

from __future__ import annotations

LANGUAGES = {
    "en": "English", "ar": "Arabic", "bn": "Bengali", "zh": "Chinese", "fr": "French", "de": "German",
    "el": "Greek", "gu": "Gujarati", "hi": "Hindi", "it": "Italian", "lt": "Lithuanian", "ne": "Nepali",
    "fa": "Persian", "pl": "Polish", "pt": "Portuguese", "pa": "Punjabi", "ro": "Romanian", "ru": "Russian",
    "so": "Somali", "es": "Spanish", "ta": "Tamil", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "vi": "Vietnamese", "cy": "Welsh", "other": "Another language",
}  # fmt: skip  # a table reads best in lines
