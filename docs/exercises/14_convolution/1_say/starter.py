def output_size(size, filter_size, stride, pad):
    return size  # <- your turn


for setting in ((28, 3, 1, 1), (28, 5, 1, 0), (28, 4, 2, 1), (8, 3, 2, 0)):
    print(setting, output_size(*setting))
