from lesson_code import sigmoid

x = 1.0
right = sigmoid(x) * (1 - sigmoid(x))
print("  h     one side: error     both sides: error")
for h in (0.1, 0.01, 0.001):
    one = (sigmoid(x + h) - sigmoid(x)) / h
    both = (sigmoid(x + h) - sigmoid(x - h)) / (2 * h)
    print(f"{h:5}   {one:.6f}: {abs(one - right):.1e}", end="   ")
    print(f"{both:.6f}: {abs(both - right):.1e}")
