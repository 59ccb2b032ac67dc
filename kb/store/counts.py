"""Figures over the whole archive: how many cases per year, product, code, outcome."""

from kb.store.connection import Connection

MOST = 12


class Counts:
    """Counts of cases and walks, each a map of value to number, the largest first."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def years(self) -> dict[str, int]:
        """Cases by the year they were opened in, the oldest year first."""
        return self._counted(
            "select year as value, count(*) as number from cases"
            " where year is not null group by year order by year"
        )

    def resolutions(self) -> dict[str, int]:
        """Cases by how they ended; open ones are left out."""
        return self._counted(
            "select resolution as value, count(*) as number from cases"
            " where resolution is not null group by resolution"
            " order by number desc, value"
        )

    def products(self) -> dict[str, int]:
        """Cases by product."""
        return self._most("case_products", "product")

    def codes(self) -> dict[str, int]:
        """Cases by error code."""
        return self._most("case_codes", "code")

    def walks(self) -> dict[str, int]:
        """Walks by tree, the open ones among them."""
        return self._counted(
            "select tree as value, count(*) as number from walks"
            " group by tree order by number desc, value"
        )

    def results(self) -> dict[str, int]:
        """Finished walks by the kind of outcome that they reached."""
        return self._counted(
            "select result as value, count(*) as number from walks where state = 'finished'"
            " group by result order by number desc, value"
        )

    def _most(self, table: str, column: str) -> dict[str, int]:
        return self._counted(
            f"select {column} as value, count(distinct case_number) as number from {table}"
            f" group by {column} order by number desc, value limit {MOST}"
        )

    def _counted(self, query: str) -> dict[str, int]:
        return {str(row["value"]): int(row["number"]) for row in self._connection.rows(query, {})}
