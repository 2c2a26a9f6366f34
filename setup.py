"""What pyproject.toml cannot say: exercises and questions of docs/ are installed in the package."""

from setuptools import find_packages, setup

FOLDERS = {
    "lesson_code.exercise_files": "docs/exercises",
    "lesson_code.question_files": "docs/questions",
}

setup(
    packages=[*find_packages(include=["lesson_code*"]), *FOLDERS],
    package_dir=FOLDERS,
)
