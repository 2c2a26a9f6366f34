images, labels = ["first", "second", "third"], [5, 0, 4]

test_data = zip(images, labels, strict=True)
try:
    print(len(test_data))
except TypeError as error:
    print("TypeError:", error)
for epoch in (1, 2):
    print(f"epoch {epoch}: {sum(1 for _ in test_data)} images")

test_data = list(zip(images, labels, strict=True))
print("from a list")
for epoch in (1, 2):
    print(f"epoch {epoch}: {sum(1 for _ in test_data)} images")
