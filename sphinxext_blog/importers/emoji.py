"""Emoji: the names of those that are written most, as GitHub has them."""

__all__ = ["EMOJI"]

EMOJI = {
    "+1": "👍", "-1": "👎", "100": "💯", "alarm_clock": "⏰", "arrow_down": "⬇\ufe0f", "arrow_left": "⬅\ufe0f",
    "arrow_right": "➡\ufe0f", "arrow_up": "⬆\ufe0f", "art": "🎨", "beer": "🍺", "beers": "🍻",
    "blue_heart": "💙", "blush": "😊", "book": "📖", "bookmark": "🔖", "books": "📚", "boom": "💥", "bug": "🐛",
    "bulb": "💡", "cat": "🐱", "clap": "👏", "coffee": "☕", "computer": "💻", "confused": "😕",
    "construction": "🚧", "cry": "😢", "date": "📅", "dog": "🐶", "email": "📧", "exclamation": "❗",
    "eyes": "👀", "fire": "🔥", "gear": "⚙\ufe0f", "gift": "🎁", "globe_with_meridians": "🌐",
    "green_heart": "💚", "grin": "😁", "grinning": "😀", "hammer": "🔨", "heart": "❤\ufe0f", "heart_eyes": "😍",
    "heavy_check_mark": "✔\ufe0f", "house": "🏠", "information_source": "ℹ\ufe0f", "joy": "😂", "key": "🔑",
    "kissing_heart": "😘", "laughing": "😆", "link": "🔗", "lock": "🔒", "mag": "🔍",
    "man_raising_hand": "🙋\u200d♂\ufe0f", "memo": "📝", "moneybag": "💰", "muscle": "💪", "musical_note": "🎵",
    "ok_hand": "👌", "package": "📦", "party": "🎉", "pencil": "📝", "pencil2": "✏\ufe0f", "point_down": "👇",
    "point_left": "👈", "point_right": "👉", "point_up": "☝\ufe0f", "pray": "🙏", "pushpin": "📌",
    "question": "❓", "rainbow": "🌈", "raised_hands": "🙌", "recycle": "♻\ufe0f", "relaxed": "☺\ufe0f",
    "robot": "🤖", "rocket": "🚀", "rofl": "🤣", "rose": "🌹", "scream": "😱", "skull": "💀",
    "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "smirk": "😏", "snake": "🐍",
    "snowflake": "❄\ufe0f", "sob": "😭", "sparkles": "✨", "speech_balloon": "💬", "star": "⭐", "star2": "🌟",
    "sun_with_face": "🌞", "sunglasses": "😎", "sunny": "☀\ufe0f", "sweat_smile": "😅", "tada": "🎉",
    "thinking": "🤔", "thumbsdown": "👎", "thumbsup": "👍", "trophy": "🏆", "umbrella": "☔", "unlock": "🔓",
    "v": "✌\ufe0f", "warning": "⚠\ufe0f", "wave": "👋", "white_check_mark": "✅", "wink": "😉",
    "woman_raising_hand": "🙋\u200d♀\ufe0f", "wrench": "🔧", "x": "❌", "zap": "⚡", "zzz": "💤",
}  # fmt: skip
"""Signs by their names."""
