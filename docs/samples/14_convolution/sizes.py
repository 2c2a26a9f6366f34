from lesson_code import conv_output_size


def positions(H, FH, S, P):
    """Try every top row, from the first of the padding on."""
    found = []
    for top in range(-P, H + P):
        reached = (top + P) % S == 0
        fits = top + FH <= H + P
        if reached and fits:
            found.append(top)
    return found


print(" H  FH  S  P   OH  top rows")
settings = ((28, 5, 1, 0), (28, 5, 1, 2), (28, 3, 1, 1), (28, 2, 2, 0), (7, 3, 2, 0))
for H, FH, S, P in settings:
    tops = positions(H, FH, S, P)
    rows = f"{tops[0]} to {tops[-1]}"
    print(f"{H:2}  {FH:2}  {S}  {P}   {len(tops):2}  {rows}")
    assert len(tops) == conv_output_size(H, FH, S, P)

print("\n8 rows, filter 3, stride 2: top rows", positions(8, 3, 2, 0))
try:
    conv_output_size(8, 3, stride=2)
except ValueError as error:
    print(*str(error).split("; "), sep="\n")
