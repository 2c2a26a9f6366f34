"""The command `quiz`, which asks the questions of a lesson."""

import contextlib
import sys
import unicodedata

import click
from click.shell_completion import CompletionItem

from lesson_code._help import Command
from lesson_code._language import language_option
from lesson_code._text import one_line
from lesson_code.exercises.files import ExerciseError
from lesson_code.exercises.questions import Question, all_quizzes, find_quiz
from lesson_code.exercises.telling import Speaker, or_sentence

TEXTS = {
    "questions": {"ja": "{name}  {n} 問", "en": "{name}  {n} questions"},
    "begin": {"ja": "始める: {program} quiz {number}", "en": "begin: {program} quiz {number}"},
    "prompt": {"ja": "答えの番号（1〜{n}）: ", "en": "your answer (1 to {n}): "},
    "again": {
        "ja": "1 から {n} までの番号で答えてください。",
        "en": "answer with a number from 1 to {n}",
    },
    "right": {"ja": "正解。{why}", "en": "Right. {why}"},
    "wrong": {"ja": "不正解。{why}", "en": "Wrong. {why}"},
    "answer": {"ja": "正解は {k} です。{why}", "en": "The right answer is {k}. {why}"},
    "proof": {
        "ja": "確かめたサンプル: docs/samples/{sample}",
        "en": "the sample that shows it: docs/samples/{sample}",
    },
    "count": {"ja": "{n} 問中 {k} 問に正解しました。", "en": "{k} of {n} right."},
    "ended": {
        "ja": "{n} 問中 {k} 問に答えたところで、入力が終わりました。",
        "en": "the input ended when {k} of {n} questions were answered",
    },
}  # fmt: skip


def _lessons(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """What Tab makes of the beginning of a lesson's number."""
    with contextlib.suppress(ExerciseError):
        numbers = [(each.number, each.name) for each in all_quizzes()]
        return [CompletionItem(n, help=name) for n, name in numbers if n.startswith(incomplete)]
    return []


@click.command(cls=Command)
@click.argument("name", metavar="[LESSON]", required=False, shell_complete=_lessons)
@language_option
def quiz(name: str | None) -> None:
    """Ask the questions of a lesson, and say why each answer is right or wrong.

    \b
    LESSON is the number of the lesson. Without it, the lessons that have questions are listed.
    Answers are read from a terminal, or else from what is piped in, one per line.

    \b
    Examples:
      python -m lesson_code quiz
      python -m lesson_code quiz 3
    """
    say = Speaker(TEXTS)
    quizzes = or_sentence(all_quizzes)
    if name is None:
        for each in quizzes:
            click.echo(say("questions", name=each.name, n=len(each.questions)))
        click.echo(say("begin", number=quizzes[0].number))
        return
    questions = or_sentence(lambda: find_quiz(name, quizzes)).questions
    right = 0
    for k, question in enumerate(questions):
        click.echo(f"\n{k + 1}/{len(questions)}  {question.text[say.language]}")
        for number, option in enumerate(question.options, start=1):
            click.echo(f"  {number}  {option.text[say.language]}")
        answer = _answer(len(question.options), say)
        if answer is None:
            raise click.ClickException(say("ended", k=k, n=len(questions)))
        right += _grade(question, answer, say)
    click.echo(f"\n{say('count', k=right, n=len(questions))}")


def _answer(options: int, say: Speaker) -> int | None:
    """Which option the learner chooses, from 0; None if nobody answers any more."""
    numbers = [str(number) for number in range(1, options + 1)]
    while True:
        try:
            given = input(say("prompt", n=options))
        except UnicodeDecodeError:
            given = ""
        except (EOFError, RuntimeError):  # there may be no standard input at all
            click.echo()
            return None
        if not sys.stdin.isatty():
            click.echo(one_line(given, 40))  # a terminal shows what one types
        typed = unicodedata.normalize("NFKC", given).strip()  # as a Japanese keyboard gives it
        if typed in numbers:
            return numbers.index(typed)
        click.echo(say("again", n=options))


def _grade(question: Question, answer: int, say: Speaker) -> bool:
    """Say whether an answer is right, and why."""
    right = answer == question.right
    why = question.options[answer].why[say.language]
    click.echo(say("right" if right else "wrong", why=why))
    if not right:
        why = question.options[question.right].why[say.language]
        click.echo(say("answer", k=question.right + 1, why=why))
    if question.proof:
        click.echo(say("proof", sample=question.proof))
    return right
