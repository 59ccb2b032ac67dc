from kb.codes.names import TABLES, by_name, by_number, is_in, names_of, near_names


def test_the_tables_hold_what_support_meets_every_day() -> None:
    assert len(by_number()) > 8_000
    assert by_name()["CRITICAL_PROCESS_DIED"] == 0xEF
    assert by_name()["CBS_E_SOURCE_MISSING"] == 0x800F081F
    assert by_name()["WU_E_PT_WINHTTP_NAME_NOT_RESOLVED"] == 0x8024402C


def test_names_of_a_number_come_in_the_order_of_the_tables() -> None:
    tables = [one.table for one in names_of(0xC000021A)]
    assert tables == sorted(tables, key=TABLES.index)


def test_a_table_can_be_put_first() -> None:
    assert names_of(0xC000021A, "ntstatus")[0].table == "ntstatus"


def test_a_number_is_only_in_the_tables_that_name_it() -> None:
    assert is_in(0x1E, "bugcheck")
    assert not is_in(0x1E, "wu")
    assert names_of(0x1234_5678) == ()


def test_what_remote_access_calls_a_number_comes_before_winerror() -> None:
    assert names_of(691, "win32")[0].name == "ERROR_AUTHENTICATION_FAILURE"


def test_a_name_with_a_slip_has_near_ones() -> None:
    assert near_names("error acces denied")[0] == "ERROR_ACCESS_DENIED"
    assert near_names("hello") == ()
