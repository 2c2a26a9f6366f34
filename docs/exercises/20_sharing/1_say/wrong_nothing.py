"""Nothing is assigned.

en: The generator begins from the beginning, as its seed made
ja: 生成器が、シードから作ったばかりの状態のままです。これでは、再開する
"""

import json


def restore(rng, text):
    json.loads(text)
