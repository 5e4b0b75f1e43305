"""All chat skins by name."""

from __future__ import annotations

from tests.corpus.skins_chat import CHAT_SKINS
from tests.corpus.skins_sms import SMS_SKINS

SKINS = (*CHAT_SKINS, *SMS_SKINS)
BY_NAME = {skin.name: skin for skin in SKINS}
