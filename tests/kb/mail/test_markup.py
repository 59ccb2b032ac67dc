import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.mail.markup import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("a\n  b\tc", "a b c"),
        ("a&nbsp;&lt;b&gt; &#20320;&#x597d;", "a <b> 你好"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc"),
        ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
        ("<style>p{}</style><script>1<2</script><title>t</title>text", "text"),
        ("<!-- <p>no</p> -->yes<![if x]>", "yes"),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n> > b\nc"),
        ('<img src="cid:image001.png@1" alt="x">', "[cid:image001.png@1]"),
        ("<img src='https://tern.example/track.gif'>", ""),
        ("a <b>bold</b> word", "a bold word"),
        ("<hr>x", "-----\nx"),
        ("1 < 2 and <3", "1 < 2 and <3"),
        ("<script>never closed", "never closed"),
        ("<p>open <b>never", "open never"),
        ("<!-- never closed", ""),
        ("<p", ""),
        ("<o:p></o:p><span style='x>y'>z</span>", "y'>z"),
        ("", ""),
    ],
)
def test_markup_becomes_text(html: str, text: str) -> None:
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<table><tr><td><p>No</p></td><td><p>System</p></td></tr><tr><td><p>1</p></td><td><div>W 10</div></td></tr></table>",
            "No\tSystem\n1\tW 10",
        ),
        ("<table><tr><td><p>One</p><p>Two</p></td></tr></table>", "One\n\nTwo"),
        ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
        ("<p>One<o:p></o:p></p><p><o:p>&nbsp;</o:p></p><p>Two</p>", "One\n\nTwo"),
        ("<div><b>From:</b> Lin<br><b>Sent:</b>&nbsp;today</div>", "From: Lin\nSent: today"),
        ("<b>From<span>:</span></b> <span>Lin<wbr>da</span>", "From: Linda"),
        ("<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>", "a\n> b\n>\n> c\n\nd"),
        ("<td>one</td><td></td><td>three</td>", "one\t\tthree"),
    ],
)
def test_what_mail_programs_write_comes_out_as_people_see_it(html: str, text: str) -> None:
    assert to_text(html) == text


@given(
    st.lists(
        st.sampled_from(["<", ">", "<p>", "</p>", "<pre>", "<!--", "<blockquote>", "x", "&", "\n"]),
        max_size=30,
    )
)
def test_no_markup_is_too_broken(pieces: list[str]) -> None:
    assert isinstance(to_text("".join(pieces)), str)
