"""How to verify, the statement on original carriers, and the signature lines."""

from __future__ import annotations

from desktop_app.dossier.compose.wording import Wording
from desktop_app.dossier.material import DossierMaterial
from desktop_app.dossier.model import (
    Block,
    Facts,
    Heading,
    Line,
    PageOf,
    PageTotal,
    Paragraph,
    PartModel,
    Run,
    Signature,
    Space,
    Steps,
    Style,
    Tone,
)


def verification(material: DossierMaterial, say: Wording, *, listed: bool) -> PartModel:
    """Return how anyone can check the originals, and what a hash does not prove."""
    where = (
        say.line("verify.where_list", page=PageOf("checklist"))
        if listed
        else (Run(say("verify.where_exhibit")),)
    )
    blocks: list[Block] = [
        Paragraph((Run(say("verify.lead")),)),
        Steps(
            (
                say.line("verify.step_original"),
                (*say.line("verify.step_list"), *where),
                say.line("verify.step_run"),
                say.line("verify.step_compare"),
            )
        ),
        Heading(say("verify.windows")),
        Paragraph((Run(say("verify.windows_command")),), Style.CODE),
        Heading(say("verify.macos")),
        Paragraph((Run(say("verify.macos_command")),), Style.CODE),
        Heading(say("verify.limits"), "limits"),
        Paragraph((Run(say("verify.limits_text")),)),
        Heading(say("verify.log"), "log"),
        Paragraph((Run(say("verify.log_text")),)),
        Facts(
            (
                (say("verify.log_entries"), (Run(str(material.custody.entries)),)),
                (say("verify.log_head"), (Run(material.custody.head),)),
                (
                    say("verify.program"),
                    (Run(say("verify.program_value", version=material.version)),),
                ),
                (say("verify.made"), (Run(_stamp(material)),)),
            )
        ),
    ]
    return PartModel(
        "verify", say("verify.title"), say("verify.title"), 0, say("verify.title"), tuple(blocks)
    )


def _stamp(material: DossierMaterial) -> str:
    zone = material.now.strftime("%z")
    return material.now.strftime("%Y-%m-%d %H:%M:%S") + f" (UTC{zone[:3]}:{zone[3:]})"


def statement(material: DossierMaterial, say: Wording, *, carriers: bool) -> PartModel:
    """Return the statement of the original carriers (if asked for) and the signatures."""
    details = material.details
    blank: Line = (Run(say("blank"), Tone.THIRD),)
    devices = list(
        dict.fromkeys(
            exhibit.evidence.device for exhibit in material.shown() if exhibit.evidence.device
        )
    )
    blocks: list[Block] = []
    if carriers:
        blocks.append(
            Facts(
                (
                    (
                        say("statement.device"),
                        (Run(details.device),) if details.device else blank,
                    ),
                    (
                        say("statement.account"),
                        (Run(details.account),) if details.account else blank,
                    ),
                    (
                        say("statement.cameras"),
                        (Run(say("list_comma").join(devices)),) if devices else blank,
                    ),
                )
            )
        )
        blocks.append(
            Steps(
                tuple(
                    say.line(f"statement.{name}")
                    for name in ("kept", "unchanged", "shown", "selection")
                )
            )
        )
    blocks.extend(
        (
            Paragraph((Run(say("statement.truth")),)),
            Space(8),
            Signature((say("sign.submitter"), say("sign.signature"))),
            Signature((say("sign.date"), say("sign.contact"))),
            Paragraph(say.line("statement.total", Tone.SECOND, pages=PageTotal()), Style.NOTE),
        )
    )
    title = say("statement.title" if carriers else "statement.title_short")
    return PartModel("statement", title, title, 0, title, tuple(blocks))
