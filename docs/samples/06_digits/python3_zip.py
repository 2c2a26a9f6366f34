images, labels = ["first", "second", "third"], [5, 0, 4]

training_data = zip(images, labels, strict=True)
try:
    print(len(training_data))
except TypeError as error:
    print("TypeError:", error)
for epoch in (1, 2):
    print(f"epoch {epoch}: {sum(1 for pair in training_data)} images")

training_data = list(zip(images, labels, strict=True))
for epoch in (1, 2):
    print(f"epoch {epoch}: {sum(1 for pair in training_data)} images, from a list")
