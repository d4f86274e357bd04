"""The rooms import one way: bot -> handlers -> briefs -> data; each library stays in its room."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "briefs", "data")
ONLY_IN = {
    "telegram": ("bot",),
    "aiohttp": ("bot",),
    "sqlite3": ("data",),
    "sqlite_utils": ("data",),
    "rapidfuzz": ("data",),
    "spacy": ("data",),
    "trafilatura": ("data",),
    "matplotlib": ("briefs",),
}
"""Third-party names and the rooms that may import them."""
SQL = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "PRAGMA ")


def modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            found.add((node.module or "").split(".")[0])
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_room_imports_only_rooms_to_its_right(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    allowed = set(ROOMS[ROOMS.index(room) :])
    assert imports(path) & set(ROOMS) <= allowed


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_library_is_imported_only_in_its_room(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    for library, rooms in ONLY_IN.items():
        assert library not in imports(path) or room in rooms


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_module_opens_with_one_sentence(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "path", [p for p in modules() if "data" not in p.relative_to(ROOT).parts[:1]], ids=name
)
def test_sql_stands_only_in_the_data_room(path: Path) -> None:
    strings = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [text for text in strings if any(text.lstrip().startswith(word) for word in SQL)]


def test_every_package_is_listed_in_pyproject() -> None:
    """A flat layout with several packages is refused unless they are listed one by one."""
    listed = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packages = {p.parent for p in modules() if p.name == "__init__.py"}
    missing = [p for p in packages if f'"{".".join(p.relative_to(ROOT).parts)}"' not in listed]
    assert not missing
