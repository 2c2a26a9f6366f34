a, b, dout, h = 2.0, 5.0, 3.0, 1e-6

gates = {
    "add": (lambda a, b: a + b, dout, dout),
    "multiply": (lambda a, b: a * b, dout * b, dout * a),
    "max": (max, dout * (a > b), dout * (b > a)),
}
for name, (gate, da, db) in gates.items():
    by_a = dout * (gate(a + h, b) - gate(a - h, b)) / (2 * h)
    by_b = dout * (gate(a, b + h) - gate(a, b - h)) / (2 * h)
    print(f"{name:8}  da = {da:2g}, db = {db:g}", end="  ")
    print(f"measured {by_a:.3f}, {by_b:.3f}")
