"""The command line: `python -m lesson_code`, or `lesson` once installed.

Exit codes: 0 if all went well; 1 for an error, which is one sentence on standard error; 2 if the
command was not understood; 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP. Those of
`doctor` and `examine` are their own: 0 if all is in order, 1 if not, 2 if nothing was examined.
"""

import click

from lesson_code import __version__
from lesson_code._language import language_option
from lesson_code.cli.clinic import doctor
from lesson_code.cli.examining import examine
from lesson_code.cli.networks import accuracy, export, plot, predict, summary
from lesson_code.cli.options import Commands
from lesson_code.cli.training import train
from lesson_code.exercises.commands import check, exercise
from lesson_code.exercises.mine import mine
from lesson_code.exercises.quiz import quiz
from lesson_code.exercises.report import report


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="%(version)s")
@language_option
def main() -> None:
    """Neural networks from scratch, in NumPy.

    Completion with Tab, where this is installed, as `lesson`:

    \b
      bash  in ~/.bashrc:  eval "$(_LESSON_COMPLETE=bash_source lesson)"
      zsh   in ~/.zshrc:   eval "$(_LESSON_COMPLETE=zsh_source lesson)"
      fish  in ~/.config/fish/config.fish:  _LESSON_COMPLETE=fish_source lesson | source

    \b
    Examples:
      python -m lesson_code summary lenet
      python -m lesson_code train --model simple-convnet --epochs 3 --out run/
      python -m lesson_code train --resume run/ --epochs 10
      python -m lesson_code accuracy run/
      python -m lesson_code predict run/ 7
      python -m lesson_code predict run/ my_digit.png --out answer.png
    """


for command in (
    train, accuracy, predict, summary, export, plot, doctor, exercise, check, mine, quiz, examine,
    report
):  # fmt: skip
    main.add_command(command)
