"""Write the unigram tokenizer of the packed model in the ``tokenizers`` format."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.encoder.packed_e5 import PackedE5


def write_tokenizer(packed: PackedE5, kept: list[int], target: Path) -> None:
    """Write ``tokenizer.json`` and its configuration for the ``kept`` pieces to ``target``."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    special = {
        name: (packed.pieces[index][0], kept.index(index))
        for name, index in packed.specials.items()
    }
    tokenizer = Tokenizer(
        Unigram([packed.pieces[index] for index in kept], unk_id=special["unk"][1])
    )
    # sentencepiece's nmt_nfkc map: Nmt drops control characters, NFKC composes, and runs
    # of spaces count as one.
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    (bos, bos_id), (eos, eos_id) = special["bos"], special["eos"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}", special_tokens=[(bos, bos_id), (eos, eos_id)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=packed.positions,
        bos_token=bos,
        eos_token=eos,
        unk_token=special["unk"][0],
        pad_token=special["pad"][0],
        cls_token=bos,
        sep_token=eos,
    ).save_pretrained(target)
