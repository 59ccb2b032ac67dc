from kb.mail.mime import parse, split_headers


def test_headers_are_unfolded_and_collected() -> None:
    headers, body = split_headers(b"Subject: a\n b\nTo: x\nto: y\n\nbody\n")
    assert headers == {"subject": [b"a b"], "to": [b"x", b"y"]}
    assert body == b"body\n"


def test_headers_end_where_a_line_is_none() -> None:
    assert split_headers(b"A: 1\nno header here\n") == ({"a": [b"1"]}, b"no header here\n")


def test_a_line_of_a_mailbox_before_the_headers_is_passed_over() -> None:
    headers, body = split_headers(b"From x Mon Mar  2\nA: 1\n\nb")
    assert (headers, body) == ({"a": [b"1"]}, b"b")


def test_parts_are_split_at_their_boundary() -> None:
    entity = parse(
        b'Content-Type: multipart/mixed; boundary="x"\r\n\r\npreamble\r\n--x\r\n\r\none\r\n'
        b"--x\r\nContent-Type: text/html\r\n\r\ntwo\r\n--x--\r\nepilogue"
    )
    assert [(part.media_type, part.body) for part in entity.parts] == [
        ("text/plain", b"one"),
        ("text/html", b"two"),
    ]


def test_a_last_part_that_is_never_closed_is_kept() -> None:
    entity = parse(b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\none")
    assert [part.body for part in entity.parts] == [b"one"]


def test_a_multipart_without_its_boundary_is_text() -> None:
    entity = parse(b"Content-Type: multipart/mixed; boundary=x\n\nhello")
    assert (entity.media_type, entity.parts, entity.body) == ("text/plain", (), b"hello")


def test_an_attached_mail_is_read_even_in_base64() -> None:
    inner = b"U3ViamVjdDogaQoKYm9keQ=="
    entity = parse(b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + inner)
    assert (entity.parts[0].header("subject"), entity.parts[0].body) == (b"i", b"body")


def test_the_mails_of_a_digest_are_mails() -> None:
    entity = parse(
        b"Content-Type: multipart/digest; boundary=x\n\n--x\n\nSubject: i\n\nbody\n--x--"
    )
    assert entity.parts[0].media_type == "message/rfc822"
    assert entity.parts[0].parts[0].header("subject") == b"i"


def test_nesting_stops_at_a_depth_and_not_with_an_error() -> None:
    entity = parse(b"Content-Type: message/rfc822\n\n" * 1_000)
    depth = 0
    while entity.parts:
        entity, depth = entity.parts[0], depth + 1
    assert depth == 16


def test_line_ends_of_old_systems_are_line_ends() -> None:
    assert parse(b"Subject: a\r\rbody\r").header("subject") == b"a"
