"""What pyproject.toml cannot say: the exercises of docs/ are installed inside of the package."""

from setuptools import find_packages, setup

FOLDER = "lesson_code.exercise_files"

setup(
    packages=[*find_packages(include=["lesson_code*"]), FOLDER],
    package_dir={FOLDER: "docs/exercises"},
)
